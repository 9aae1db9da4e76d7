/** Closes a union: a new member that nobody handles does not compile. The contract's own lives beside zod, which stays out of this bundle. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled member: ${JSON.stringify(value)}`)
}
