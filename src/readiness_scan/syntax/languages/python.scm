; What a Python file declares. Captures are explained in extract.py.
[(function_definition) (lambda)] @function
(class_definition) @class
[
  (list_comprehension)
  (set_comprehension)
  (dictionary_comprehension)
  (generator_expression)
] @block

(import_statement) @import
(import_from_statement) @import_from
(global_statement) @global
(nonlocal_statement) @nonlocal
(assignment) @assignment
(augmented_assignment) @augmented
(named_expression) @walrus
(as_pattern) @alias
[(for_statement) (for_in_clause)] @loop
(return_statement) @return
(yield) @yield
(type_alias_statement) @type
