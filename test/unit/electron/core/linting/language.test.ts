import { expect, test } from 'vitest'
import { isEnglish } from '../../../../../electron/core/linting/language'

test.each([
  'Amazon disappointed. Its shares fell.',
  'He left.',
  '',
  '12,5 %',
  'Angela Merkel met Emmanuel Macron in Aix-en-Provence.',
  'Los Angeles, Las Vegas and El Paso are cities.',
  'The word “und” is German for “and”; “der”, “die” and “das” are articles.',
  'Profits: Q1 5m, Q2 7m, Q3 9m, Q4 11m, Q5 13m, Q6 15m, Q7 17m, Q8 19m',
  'Beyoncé’s café opened in Malmö.',
])('English: %s', (text) => {
  expect(isEnglish(text)).toBe(true)
})

test.each([
  'Der Hund lief in den Garten, und er war nicht müde.',
  'El presidente de la empresa dijo que no sabe nada de la venta.',
  'Le président de la société a dit que les actions sont en hausse.',
  'Il presidente della società ha detto che non è vero.',
  'O presidente da empresa disse que não sabe o que foi feito.',
  'De president van het bedrijf zei dat hij niet wist wat er was.',
  'Президент компании сказал, что акции выросли.',
  '会社の社長は何も知らないと言った。',
  'قال الرئيس إنه لا يعرف شيئا.',
  'Prezes firmy powiedział, że nie wie o tym nic i że się nie zgadza.',
])('another language: %s', (text) => {
  expect(isEnglish(text)).toBe(false)
})
