; What an Objective-C file declares. Captures are explained in extract.py.
[
  (method_definition)
  (function_definition)
  (block_literal)
  (preproc_function_def)
] @function
(protocol_declaration (method_declaration (method_type) . (identifier) . (method_parameter)) @function)
(qualified_protocol_interface_declaration (method_declaration (method_type) . (identifier) . (method_parameter)) @function)
[(class_implementation) (class_interface) (protocol_declaration)] @class

[(for_statement) (while_statement) (do_statement) (if_statement) (case_statement) (catch_clause)] @block

(preproc_include) @include
(module_import) @module
(protocol_declaration (method_declaration) @getter)
(qualified_protocol_interface_declaration (method_declaration) @getter)
(property_declaration) @property
(instance_variable) @property
(property_implementation) @synthesized
(declaration) @declaration
(enumerator_list) @enumerators
(preproc_def) @define
(for_statement) @loop
(assignment_expression) @assignment
(expression_statement (message_expression) @sent)
(return_statement) @return
