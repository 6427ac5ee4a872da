; What a Go file declares. Captures are explained in extract.py.
[(function_declaration) (method_declaration) (func_literal) (method_elem)] @function
(type_spec) @class
(composite_literal type: (struct_type) @class)
(composite_literal type: (_ element: (struct_type) @class))
(composite_literal type: (map_type value: (struct_type) @class))

(if_statement consequence: (block) @region)
(if_statement alternative: (block) @region)
(for_statement body: (block) @region)
(statement_list (block) @region)
(labeled_statement (block) @region)
[
  (if_statement)
  (for_statement)
  (expression_switch_statement)
  (type_switch_statement)
  (expression_case)
  (default_case)
  (communication_case)
] @region
[
  (short_var_declaration)
  (var_declaration)
  (const_declaration)
  (type_declaration)
  (range_clause)
] @local

(import_spec) @import
(const_declaration) @constants
(var_spec) @variable
(short_var_declaration) @short
(assignment_statement) @assignment
(range_clause) @loop
(type_case) @case
(type_alias) @alias
(composite_literal) @literal
(return_statement) @return
