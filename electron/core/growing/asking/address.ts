import { type Address, readAddressOf, type ServerKind } from '../../network/address'

const modelServer: ServerKind = {
  name: 'a model server',
  like: 'https://api.openai.com/v1 or http://localhost:1234/v1',
  sent: 'Texts',
  open: ['loopback', 'network'],
}

/** Reads the address of a model server as it was typed. Throws `bad-input`; nothing goes over the internet unencrypted. */
export function readAddress(typed: string): Address {
  return readAddressOf(modelServer, typed)
}
