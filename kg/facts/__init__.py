"""From a tagged document to the facts of an article: entities, roles, events, statements."""
