import { commandIds, commands } from '../../electron/shared/commands'
import { shownShortcut } from '../frame/shortcuts'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { onMac } from '../studio/selectors'
import { useStore } from '../studio/store'
import { commandWords } from './command-words'
import { otherKeys } from './other-keys'

/** Every key there is, by where it works. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const mac = useStore(onMac)
  const everywhere = commandIds.map((id) => ({ keys: shownShortcut(commands[id], mac), does: commandWords(id) }))
  const groups = [{ where: 'Everywhere', keys: [...everywhere, { keys: '?', does: 'This sheet' }] }, ...otherKeys(mac)]
  return (
    <Dialog title="Keyboard shortcuts" wide onClose={onClose}>
      <div className="shortcut-groups">
        {groups.map(({ where, keys }) => (
          <section className="shortcut-group" key={where} aria-label={where}>
            <h3>{where}</h3>
            <dl>
              {keys.map((key) => (
                <div className="shortcut-line" key={key.does}>
                  <dt className="num">{key.keys}</dt>
                  <dd>{key.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="actions">
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  )
}
