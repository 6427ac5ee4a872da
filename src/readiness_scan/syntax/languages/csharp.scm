; What a C# file declares. Captures are explained in extract.py.
[
  (method_declaration)
  (constructor_declaration)
  (local_function_statement)
  (lambda_expression)
  (anonymous_method_expression)
] @function
(property_declaration value: (arrow_expression_clause)) @function
[
  (class_declaration)
  (struct_declaration)
  (record_declaration)
  (interface_declaration)
  (enum_declaration)
] @class

(block) @region
[(for_statement) (foreach_statement) (using_statement)] @block
[(local_declaration_statement) (local_function_statement)] @local

(using_directive) @using
(field_declaration) @field
(property_declaration accessors: (_)) @member
(enum_member_declaration) @entry
(local_declaration_statement) @variable
(using_statement) @variable
(foreach_statement) @loop
(is_pattern_expression) @pattern
(assignment_expression) @assignment
(return_statement) @return
