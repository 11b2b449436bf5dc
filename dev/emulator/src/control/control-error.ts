/** Something in a control request that cannot be done; the message says why. */
export class ControlError extends Error {
  readonly status: 400 | 404
  constructor(status: 400 | 404, message: string) {
    super(message)
    this.status = status
  }
}
