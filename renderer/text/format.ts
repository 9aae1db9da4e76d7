import { count } from '../../electron/shared/quantities'

/** The time of day: "17:42". */
export const clock = (at: Date): string => `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`

/** A day and time for people, from ISO 8601. */
export const moment = (iso: string): string =>
  new Date(iso).toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })

/** A rate between 0 and 1, as papers print it: "0.91"; never 1.00 before it is all. */
export const rate = (value: number): string => (value < 1 ? Math.min(0.99, value) : value).toFixed(2)

/** A share between 0 and 1: "62 %"; below 10 % with one place, and never 100 % before it is all. */
export function percent(share: number): string {
  const value = share * 100
  if (value > 0 && value < 9.95) return `${value.toFixed(1)} %`
  return share < 1 ? `${Math.min(99, Math.round(value))} %` : '100 %'
}

/** Tokens a second: one place below 100. */
export const speed = (value: number): string => (value < 99.95 ? value.toFixed(1) : count(value))

/** Stands where a figure will be. */
export const unknown = '–'
