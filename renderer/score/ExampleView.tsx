import { systemWords } from '../../electron/shared/score-words'
import type { EvaluatedExample, SystemName } from '../../electron/shared/scorecard'
import { Differing } from '../parts/Differing'
import { JudgedText } from './JudgedText'

type Props = { readonly example: EvaluatedExample; readonly systems: readonly SystemName[] }

/** One text three ways: as it should be, and as each system wrote it. */
export function ExampleView({ example, systems }: Props) {
  return (
    <dl className="example">
      <dt>source → as it should be</dt>
      <dd>
        <Differing before={example.source} after={example.gold} />
      </dd>
      {systems.map((system) => {
        const judged = example.outputs.find((output) => output.system === system)
        return (
          judged !== undefined && (
            <div key={system}>
              <dt>{systemWords[system]}</dt>
              <dd>
                <JudgedText judged={judged} mentions={example.mentions} />
              </dd>
            </div>
          )
        )
      })}
    </dl>
  )
}
