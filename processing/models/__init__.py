"""The models that come with the plugin, and the jobs as steps of models."""
