; What a Dart file declares. Captures are explained in extract.py.
[(function_body) (function_expression)] @function
(declaration [
  (function_signature)
  (getter_signature)
  (constructor_signature)
  (constant_constructor_signature)
  (factory_constructor_signature)
  (redirecting_factory_constructor_signature)
]) @function
[
  (class_definition)
  (mixin_declaration)
  (enum_declaration)
  (enum_constant)
  (extension_declaration)
  (extension_type_declaration)
] @class

(method_signature) @signature
(program [(function_signature) (getter_signature) (setter_signature)] @signature)
(lambda_expression (function_signature) @signature)

[(block) (switch_statement_case) (switch_statement_default)] @region
(local_variable_declaration) @local

(import_or_export) @import
(type_alias) @alias
(program [(initialized_identifier_list) (static_final_declaration_list)] @top)
(declaration [(initialized_identifier_list) (static_final_declaration_list)]) @field
(local_variable_declaration) @variable
(for_statement) @loop
(catch_parameters) @catch
(variable_pattern) @pattern
(assignment_expression) @assignment
(cascade_section) @cascade
(return_statement) @return
(yield_statement) @yield
