; inherits: ecmascript
; What TypeScript adds.
[
  (function_signature)
  (method_signature)
  (abstract_method_signature)
] @function

[
  (abstract_class_declaration)
  (interface_declaration)
  (enum_declaration)
] @class

[(abstract_class_declaration) (interface_declaration) (enum_declaration)] @local

(public_field_definition) @field
(interface_body (property_signature) @field)
(enum_body) @enum
(type_alias_declaration) @type
