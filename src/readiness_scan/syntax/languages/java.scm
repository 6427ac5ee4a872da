; What a Java file declares. Captures are explained in extract.py.
[
  (method_declaration)
  (constructor_declaration)
  (compact_constructor_declaration)
  (lambda_expression)
] @function
(record_declaration parameters: (formal_parameters) @function)
[
  (class_declaration)
  (interface_declaration)
  (enum_declaration)
  (record_declaration)
  (annotation_type_declaration)
  (enum_constant)
] @class
(object_creation_expression (class_body)) @class

[(block) (switch_block_statement_group) (for_statement)] @region
(local_variable_declaration) @local

(import_declaration) @import
[(field_declaration) (constant_declaration) (local_variable_declaration)] @variable
(resource) @resource
(instanceof_expression name: (_)) @pattern
(assignment_expression) @assignment
((method_invocation object: (_) name: (identifier) @setter) (#match? @setter "^set[A-Z]"))
(explicit_constructor_invocation) @construction
(enhanced_for_statement) @loop
(return_statement) @return
