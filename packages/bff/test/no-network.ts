/** Vitest setup file: whatever forgets to take `fetch` as an argument fails here, not in somebody's tenant. */
globalThis.fetch = (input) => {
  const url = input instanceof Request ? input.url : String(input)
  return Promise.reject(new Error(`A test reached for the network: ${url}. Hand a fetch in as an argument instead.`))
}
