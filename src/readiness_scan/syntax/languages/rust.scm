; What a Rust file declares. Captures are explained in extract.py.
[(function_item) (function_signature_item) (closure_expression)] @function
[(struct_item) (enum_item) (trait_item) (impl_item)] @class

(block) @region
[(match_arm) (if_expression) (while_expression) (for_expression)] @region
[(let_declaration) (let_condition)] @local

(type_item) @alias
(mod_item) @module
(use_declaration) @use
(field_declaration) @field
(enum_variant) @variant
[(const_item) (static_item)] @constant
[(let_declaration) (let_condition)] @let
(for_expression) @loop
(assignment_expression) @assignment
(return_expression) @return
