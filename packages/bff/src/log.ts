import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'

/** Structured logs: ids, never secrets, never a person's values. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>

/** @param destination where lines go; absent: standard output */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'plumm-entra-bff' },
    redact: ['*.authorization', '*.token', '*.idToken', '*.secret', '*.password'],
  }
  return destination ? pino(options, destination) : pino(options)
}
