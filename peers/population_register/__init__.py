"""A stand-in for the national population register: answers signed questions field by field."""
