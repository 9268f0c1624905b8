"""The common shapes of every edge: who may ask, how a body is read, how an answer or a no is said."""
