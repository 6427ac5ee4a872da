; What a shell script declares. Captures are explained in extract.py.
(function_definition) @function

(variable_assignment) @assignment
(for_statement) @loop
(command) @command
