; What a Rust file declares. Captures are explained in extract.py.
[(function_item) (function_signature_item) (closure_expression)] @function
[(struct_item) (enum_item) (trait_item) (impl_item)] @class

(block) @region
[(if_expression) (while_expression)] @region
[(let_declaration) (let_condition)] @local

(type_item) @alias
(mod_item) @module
(use_declaration) @use
(field_declaration) @field
(enum_variant) @variant
[(const_item) (static_item)] @constant
[(let_declaration) (let_condition)] @let
(for_expression) @loop
(match_arm) @arm
[(assignment_expression) (compound_assignment_expr)] @assignment
(return_expression) @return
