; What a Kotlin file declares. Captures are explained in extract.py.
[
  (function_declaration)
  (primary_constructor)
  (secondary_constructor)
  (lambda_literal)
  (anonymous_function)
  (getter)
] @function
[(class_declaration) (object_declaration) (object_literal) (enum_entry)] @class

[(block) (when_entry)] @region
(property_declaration) @local

(import) @import
(property_declaration) @property
(assignment) @assignment
(return_expression) @return
(for_statement) @loop
(type_alias) @alias
