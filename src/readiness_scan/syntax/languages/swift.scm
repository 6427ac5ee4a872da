; What a Swift file declares. Captures are explained in extract.py.
[
  (function_declaration)
  (protocol_function_declaration)
  (init_declaration)
  (lambda_literal)
  (computed_property)
] @function
[(class_declaration) (protocol_declaration)] @class

[(if_statement) (for_statement) (while_statement) (switch_entry) (do_statement)] @block

(import_declaration) @import
(enum_entry) @entry
(property_declaration) @property
(if_statement bound_identifier: (_)) @bound
(guard_statement bound_identifier: (_)) @bound
(while_statement bound_identifier: (_)) @bound
(for_statement) @loop
(assignment) @assignment
(control_transfer_statement) @return
