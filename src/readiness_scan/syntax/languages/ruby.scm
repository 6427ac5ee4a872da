; What a Ruby file declares. Captures are explained in extract.py.
[(method) (singleton_method) (lambda)] @function
[(class) (module)] @class
(call block: (do_block parameters: (_)) @block)
(call block: (block parameters: (_)) @block)

(assignment) @assignment
(operator_assignment) @augmented
(return) @return
(body_statement (call method: (identifier) arguments: (_)) @told)
