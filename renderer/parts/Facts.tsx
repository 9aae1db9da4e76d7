import type { ReactNode } from 'react'

/** A pair of a name and a value. */
export type Fact = { readonly name: string; readonly value: ReactNode; readonly hint?: string | undefined }

/** Names at the left, values at the right, in figures. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts num">
      {facts.map(({ name, value, hint }) => (
        <div key={name} title={hint}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
