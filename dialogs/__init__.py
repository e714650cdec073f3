"""What the plugin shows beside the Processing toolbox."""
