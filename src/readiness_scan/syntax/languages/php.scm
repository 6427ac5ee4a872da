; What a PHP file declares. Captures are explained in extract.py.
[(function_definition) (method_declaration) (anonymous_function) (arrow_function)] @function
[
  (class_declaration)
  (interface_declaration)
  (trait_declaration)
  (enum_declaration)
  (anonymous_class)
] @class

(namespace_definition) @namespace
(namespace_use_declaration) @use
(property_declaration) @property
(const_declaration) @constant
(enum_case) @case
(assignment_expression) @assignment
(augmented_assignment_expression) @augmented
(foreach_statement) @loop
(global_declaration) @global
(expression_statement (function_call_expression function: (name)) @define)
(return_statement) @return
(yield_expression) @yield
