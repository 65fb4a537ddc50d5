"""Pages: one module per page or small group, each with its typed context and a thin route."""
