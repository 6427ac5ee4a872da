; inherits: ecmascript
(field_definition) @field
