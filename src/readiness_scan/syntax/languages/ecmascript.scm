; What JavaScript and TypeScript share. Captures are explained in extract.py.
[
  (function_declaration)
  (function_expression)
  (arrow_function)
  (method_definition)
  (generator_function_declaration)
  (generator_function)
] @function

[(class_declaration) (class)] @class

(statement_block [(lexical_declaration) (function_declaration) (class_declaration)]) @block
(switch_case (lexical_declaration)) @block
(for_statement) @block
(for_in_statement) @block
(catch_clause) @block

(import_statement) @import
(export_statement) @export
(variable_declarator) @variable
(for_in_statement) @loop
[(assignment_expression) (augmented_assignment_expression)] @assignment
(return_statement) @return
