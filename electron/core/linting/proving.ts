import { applyMend, type Finding } from './finding'

const work = 500_000

/**
 * Findings of which each mend was tried out: one that does not make its finding go away is left out. Trying takes about the time of one
 * examination a mend; beyond 500,000 characters in all the mends that are left are not offered.
 */
export function withProvedMends(
  source: string,
  rewrite: string,
  findings: readonly Finding[],
  examine: (source: string, rewrite: string) => readonly Finding[],
): readonly Finding[] {
  let left = work
  return findings.map((finding) => {
    if (finding.mend === null) return finding
    left -= source.length + rewrite.length
    if (left < 0) return { ...finding, mend: null }
    const mended = applyMend(rewrite, finding.mend)
    const [before, after] = [count(findings, finding), count(examine(source, mended), finding)]
    return after < before ? finding : { ...finding, mend: null }
  })
}

function count(findings: readonly Finding[], { code, message }: Finding): number {
  return findings.filter((finding) => finding.code === code && finding.message === message).length
}
