import { expect, it } from 'vitest'
import { askingAgain } from '../../../../renderer/studio/asking-again'

/** A question whose answers the test gives. */
function question() {
  const waiting: ((answer: string) => void)[] = []
  const heard: string[] = []
  const repeated = askingAgain(
    () => new Promise<string>((resolve) => waiting.push(resolve)),
    (answer) => heard.push(answer),
  )
  const answer = async (place: number, text: string) => {
    waiting[place]?.(text)
    await new Promise((carryOn) => setImmediate(carryOn))
  }
  return { ...repeated, asked: () => waiting.length, heard, answer }
}

it('is asked again once the answer under way is here, however often that was wished', async () => {
  const { ask, asked, heard, answer } = question()
  for (const _ of [1, 2, 3]) ask()
  expect(asked()).toBe(1)
  await answer(0, 'first')
  expect(heard).toEqual(['first'])
  expect(asked()).toBe(2)
  await answer(1, 'second')
  expect(heard).toEqual(['first', 'second'])
  expect(asked()).toBe(2)
  ask()
  expect(asked()).toBe(3)
})

it('is not heard any more once nobody asks', async () => {
  const { ask, close, asked, heard, answer } = question()
  ask()
  ask()
  close()
  await answer(0, 'late')
  ask()
  expect(heard).toEqual([])
  expect(asked()).toBe(1)
})
