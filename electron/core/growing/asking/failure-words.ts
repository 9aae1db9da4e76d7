import { assertNever } from '../../../shared/errors'
import type { Address } from '../../network/address'
import { ModelFailure } from './model-failure'
import { withoutKeys } from './redaction'
import type { Trouble } from './trouble'

/** Who was asked, for the words of a failure. */
export type Asked = { readonly address: Address; readonly model: string; readonly key: string | null }

const longestQuote = 300
const tooLong = /context.?length|context.?window|maximum context|prompt is too long|too many (?:input )?tokens|exceeds? .*tokens/i
const noCredit = /insufficient.?quota|billing|credit balance|exceeded your current quota|payment/i
const unknownModel =
  /model.?not.?found|model .*(?:not (?:found|exist|loaded|available)|does not exist)|no (?:such )?models? (?:is )?(?:loaded|found)|unknown model|snapshot folder|files on the hub/i
const refusedText = /content.?(?:policy|filter|management)|moderation|safety/i
const badCertificate = /CERT|SELF_SIGNED|VERIFY|TLS|SSL/

/** A failed request in words: what happened, what the server says of it, and what can be done. Never with a key. */
export function failureOf(trouble: Trouble, asked: Asked): ModelFailure {
  const { host, reach } = asked.address
  switch (trouble.was) {
    case 'answered':
      return answeredFailure(trouble, asked)
    case 'timed-out':
      return new ModelFailure('timed-out', `${host} did not answer in time.`, 'Try again, or ask for fewer texts at once.')
    case 'redirected':
      return new ModelFailure(
        'address-wrong',
        `${host} sends requests on to another address. Nothing was sent there.`,
        'Type the address where the server really is.',
      )
    case 'no-connection':
      if (badCertificate.test(trouble.code))
        return new ModelFailure('address-wrong', `The certificate of ${host} is not trusted (${trouble.code}).`, 'Check the address.')
      return new ModelFailure(
        'unreachable',
        trouble.code === 'ENOTFOUND' || trouble.code === 'EAI_AGAIN'
          ? `No machine called ${host} was found.`
          : `The connection to ${host} failed${trouble.code === '' ? '' : ` (${trouble.code})`}.`,
        reach === 'loopback' ? 'Start the server on this machine, and check its port.' : 'Check the address and the network.',
      )
    case 'unreadable':
      return new ModelFailure(
        'unreadable',
        `${host} answered something that is no answer of a model${quote(trouble.words, asked)}`,
        'Check the address: for many servers it ends with /v1.',
      )
    default:
      return assertNever(trouble)
  }
}

function answeredFailure(trouble: Trouble & { readonly was: 'answered' }, asked: Asked): ModelFailure {
  const { status, wait } = trouble
  const { model, key, address } = asked
  const { host } = address
  const told = `${trouble.code} ${trouble.words}`
  const said = quote(trouble.words, asked)
  if (status === 402 || (status < 500 && noCredit.test(told)))
    return new ModelFailure(
      'no-credit',
      `The account at ${host} has no credit left${said}`,
      'Add credit there, then go on: nothing is asked twice.',
    )
  if (status === 401 && key === null)
    return new ModelFailure('key-missing', `${host} asks for a key, and none is set${said}`, 'Enter the key for this address.')
  if (status === 401)
    return new ModelFailure('key-refused', `${host} does not accept the key${said}`, 'Enter it anew, or make another one.')
  if (status === 403)
    return new ModelFailure('not-permitted', `${host} does not permit this${said}`, 'The key may lack the right to use this model.')
  if (status === 413 || ((status === 400 || status === 422) && tooLong.test(told)))
    return new ModelFailure('too-long', `The request is longer than ${model} can take${said}`, 'Ask for fewer or shorter texts at once.')
  if ((status === 404 || status === 400) && unknownModel.test(told))
    return new ModelFailure(
      'model-unknown',
      `${host} knows no model “${model}”${said}`,
      'Check its name; a local server has to have it loaded.',
    )
  if (status === 404 && told.includes(model))
    return new ModelFailure('model-unknown', `${host} knows no model “${model}”${said}`, 'Check its name.')
  if (status === 404)
    return new ModelFailure(
      'address-wrong',
      `There is no model server at ${address.url}${said}`,
      'For many servers the address ends with /v1.',
    )
  if (status === 429)
    return new ModelFailure('rate-limited', `${host} asks to slow down${said}`, 'It goes on by itself after a while.', wait)
  if (status === 501 || status === 505 || (status < 500 && ![408, 409, 425].includes(status)))
    return refusedText.test(told)
      ? new ModelFailure('refused', `${host} refused this request${said}`, 'The other requests go on.')
      : new ModelFailure('request-refused', `${host} refused the request (${status})${said}`, 'Check the address and the model.')
  return new ModelFailure('server-failed', `${host} failed (${status})${said}`, 'It is tried again after a while.', wait)
}

function quote(words: string, { key }: Asked): string {
  const clean = withoutKeys(words, key).replace(/\s+/g, ' ').trim()
  if (clean === '' || /status code \(no body\)/.test(clean)) return '.'
  return `: “${clean.length > longestQuote ? `${clean.slice(0, longestQuote)}…` : clean}”`
}
