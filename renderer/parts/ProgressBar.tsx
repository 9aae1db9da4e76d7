type Props = { readonly label: string /** 0 to 1; null while it is not known. */; readonly share: number | null }

/** A bar that fills; it sways while the share is unknown. */
export function ProgressBar({ label, share }: Props) {
  return <progress className="bar" aria-label={label} max={1} {...(share === null ? {} : { value: Math.min(1, Math.max(0, share)) })} />
}
