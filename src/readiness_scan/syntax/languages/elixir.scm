; What an Elixir file declares. Captures are explained in extract.py; what a call defines, its name says.
(call target: (identifier)) @call
(anonymous_function) @function
(unary_operator operator: "@" operand: (call)) @attribute
(binary_operator operator: "=") @match
(binary_operator operator: "<-") @match
