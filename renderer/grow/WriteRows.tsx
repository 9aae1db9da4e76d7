import { useMemo } from 'react'
import type { DatasetSummary, RowSelection } from '../../electron/shared/dataset'
import { count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { useStore } from '../studio/store'
import { ForecastNote, pricesOf } from './ForecastNote'
import { PlanFields } from './PlanFields'
import { ProviderFields, providerOf } from './ProviderFields'
import { readPlan } from './plan-draft'
import { useForecast } from './use-forecast'

type Props = {
  readonly dataset: DatasetSummary
  /** Rows that are chosen, when there are several; they can show how. */
  readonly chosen: RowSelection | null
  readonly many: number
}

/** A large model writes rows by a plan. */
export function WriteRows({ dataset, chosen, many }: Props) {
  const form = useStore((state) => state.growForm)
  const type = useStore((state) => state.typeGrow)
  const write = useStore((state) => state.writeRows)
  const reading = useMemo(() => readPlan(form.plan), [form.plan])
  const provider = providerOf(form)
  const { settings } = reading
  const { secondReading } = form
  const order =
    provider === null || settings === null ? null : { datasetId: dataset.id, provider, settings, examples: chosen, secondReading }
  const answer = useForecast('grow.forecastWriting', order && { ...order, price: pricesOf(form) })
  const beginning = useStore((state) => state.beginning)
  return (
    <>
      <p className="small quiet">
        A large model writes texts by a plan, with every reference marked; source and rewrite are made from the marks, checked, and wait for
        you. Nothing becomes a row before you say so.
      </p>
      <ProviderFields />
      <PlanFields reading={reading} />
      <label className="check">
        <input type="checkbox" checked={secondReading} onChange={(event) => type({ secondReading: event.target.checked })} />
        Read every source a second time: where both readings differ, you are told
      </label>
      <p className="small quiet">
        {many > 1
          ? `Of the ${count(many)} rows that you chose, up to 8 show the model how.`
          : dataset.usableRows === 0
            ? 'This dataset has no rows to show the model how; a few good ones by hand help.'
            : 'Up to 4 good rows of this dataset show the model how. Choose several rows to show others.'}
      </p>
      <ForecastNote
        large
        answer={answer}
        missing={
          provider === null
            ? 'Name an address and a model to see what would be sent.'
            : settings === null
              ? 'Mend the plan to see what would be sent.'
              : null
        }
      />
      <div className="row">
        <Button
          look="primary"
          disabled={order === null || answer?.ok !== true || beginning}
          onClick={() => order !== null && void write(order)}
        >
          {settings === null ? 'Write rows' : `Write ${counted(settings.rows, 'row')}`}
        </Button>
      </div>
    </>
  )
}
