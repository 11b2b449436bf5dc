import '@plumm/entra-widget/redirect-bridge'
