"""Payment providers and the province's fee data: one module per outside source."""
