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

[(for_in_statement) (catch_clause)] @block
[(statement_block) (switch_body) (for_statement)] @region
[
  (lexical_declaration)
  (function_declaration)
  (generator_function_declaration)
  (class_declaration)
] @local

(import_statement) @import
(export_statement) @export
(lexical_declaration) @variable
(variable_declaration) @var
(for_in_statement) @loop
(catch_clause) @catch
[(assignment_expression) (augmented_assignment_expression)] @assignment
(return_statement) @return
(yield_expression) @yield
