import { type ProblemCode, worstFirst } from '../../electron/shared/dataset'

/** What a problem is called where many are listed: by its code, in two or three words. */
export const problemWords: Readonly<Record<ProblemCode, string>> = {
  'byte-order-mark': 'Byte order mark',
  'bad-encoding': 'Not UTF-8',
  'blank-line': 'Blank line',
  'line-too-long': 'Line too long',
  'too-deep': 'Nested too deep',
  'not-json': 'Not JSON',
  'not-an-object': 'Not an object',
  'missing-messages': 'No messages',
  'empty-messages': 'Empty messages',
  'bad-message': 'Bad message',
  'missing-role': 'Role missing',
  'unknown-role': 'Unknown role',
  'role-order': 'Roles out of order',
  'missing-content': 'Content missing',
  'null-content': 'Content is null',
  'empty-content': 'Content is empty',
  'no-user-turn': 'No user turn',
  'no-answer': 'No answer',
  'mixed-formats': 'Another format',
  'missing-prompt': 'Prompt missing',
  'missing-completion': 'Completion missing',
  'missing-text': 'Text missing',
  'not-text': 'Not a text',
  'unreadable-file': 'File unreadable',
  'duplicate-key': 'Key given twice',
  'pronoun-left': 'Pronoun left',
  'invented-entity': 'Entity not in the source',
  'changed-words': 'Words changed',
  'nothing-resolved': 'Nothing resolved',
  disagreement: 'Gender or number',
  'wrong-possessive': 'Wrong possessive',
  'truncated-rewrite': 'Rewrite cut short',
  preamble: 'Words before the rewrite',
  'same-row': 'Same row twice',
  'two-rewrites': 'Two rewrites',
  'near-duplicate': 'Nearly the same',
  leak: 'On both sides of the split',
  'row-cut': 'Longer than the limit',
  'answer-cut': 'Answer beyond the limit',
  'template-refuses': 'Template refuses it',
}

/** The same where it stands beside other words that begin small. */
export function problemFlag(code: ProblemCode): string {
  const words = problemWords[code]
  return words.charAt(0).toLowerCase() + words.slice(1)
}

/** Codes of what is found, the worst first, then by how many rows have them. */
export function byWeight<T extends { readonly code: ProblemCode; readonly rows: number }>(found: readonly T[]): readonly T[] {
  return worstFirst(found.toSorted((a, b) => b.rows - a.rows))
}
