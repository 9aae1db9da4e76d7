import { describe, expect, test } from 'vitest'
import { tokenize } from '../../../../../electron/core/alignment/tokens'
import { agreementOfPhrase, anything, he, it, she, they } from '../../../../../electron/core/linting/agreement'

const agreement = (phrase: string) => agreementOfPhrase(tokenize(`by ${phrase}`).slice(1))
const [person, thing] = [he | she, it | they]

describe('which pronouns may stand for a phrase', () => {
  test.each([
    ['Maria', she],
    ['Maria Lopez’s', she],
    ['Tom', he],
    ['Ms Torin', she],
    ['Sir Hale', he],
    ['the Queen', she],
    ['Dr Ozu', person],
    ['Dr Anna Ozu', she],
    ['Lewis', person],
    ['Florence', she | it],
    ['Lima', thing],
    ['New York', thing],
    ['Barner Bank', thing],
    ['Nokia Corp.', thing],
    ['Marrow & Pike', thing],
    ['Charles Schwab', thing],
    ['Queen Mary University', thing],
    ['Lake Victoria', thing],
    ['Hurricane Maria', thing],
    ['Ana and Tom', they],
    ['Ana, Tom and Eva', they],
    ['Marks and Spencer', thing],
    ['the Lorik brothers', they],
    ['Maria’s brother', he],
    ['the tech company', thing],
    ['the actress', she],
    ['the senator', person],
    ['Zalak', anything],
    ['the giant', anything],
  ])('%s', (phrase, expected) => {
    expect(agreement(phrase)).toBe(expected)
  })
})
