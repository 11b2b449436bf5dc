import { defaultFieldMapping, defaultSettings, everyone } from '@plumm/entra-shared'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import { connected } from '../../../../.storybook/fake-bff.ts'
import { report } from '../../../../.storybook/fake-people.ts'
import { type Scene, watchedScene } from '../../../../.storybook/scene.tsx'
import { SettingsDrawer } from './SettingsDrawer.tsx'

const meta: Meta<typeof SettingsDrawer> = {
  title: 'Settings',
  component: SettingsDrawer,
  args: { isOpen: true, onOpenChange: fn(), counts: connected().counts },
}
export default meta
type Story = StoryObj<typeof SettingsDrawer>

const { scene, theBff } = watchedScene()
const readOnly: Scene['permissions'] = ['status:read', 'integrations:read']
/** The drawer slides in: what is in it shows when it has. */
const once = (name: string) => screen.findByRole('textbox', { name })
const save = () => screen.getByRole('button', { name: 'Save' })
const type = async (field: HTMLElement, text: string) => {
  await userEvent.clear(field)
  await userEvent.type(field, text)
}

export const Unchanged: Story = {
  parameters: scene(),
  play: async () => {
    await screen.findByText('With 412 people, more than 41 leavers a day wait for your answer.')
    await expect(save()).toHaveAttribute('aria-disabled', 'true')
    await expect(screen.getByRole('combobox', { name: 'The company’s time zone' })).toHaveValue('Europe/London')
    screen.getByText(/It is Tue,? 14:32 there now\./)
  },
}

export const Loading: Story = {
  parameters: scene({ world: { silent: ['getSettings', 'getFieldMapping'] } }),
  play: async () => void (await screen.findAllByText('Reading the settings')),
}

export const NotReachable: Story = {
  parameters: scene({ world: { refusals: { getSettings: 'permission-missing' } } }),
  play: async () => {
    await screen.findByRole('alert')
    theBff().world.refusals = {}
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await once('At least')
  },
}

export const ViewingOnly: Story = {
  parameters: scene({ permissions: readOnly }),
  play: async () => {
    await expect(await once('At least')).toHaveAttribute('readonly')
    await expect(screen.getByRole('radio', { name: /Ask me each time/ })).toHaveAttribute('aria-disabled', 'true')
    await userEvent.click(screen.getByRole('radio', { name: /Put it back/ }))
    await expect(screen.getByRole('radio', { name: /Ask me each time/ })).toBeChecked()
    await expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
  },
}

export const Editing: Story = {
  parameters: scene(),
  play: async () => {
    await type(await once('Percent of people'), '5')
    await userEvent.click(screen.getByRole('radio', { name: /Only when HR deactivates them/ }))
    screen.getByText('With 412 people, more than 20 leavers a day wait for your answer.')
    screen.getByText('Changes that are not saved yet.')
    await expect(save()).not.toHaveAttribute('aria-disabled')
  },
}

export const SavedAgain: Story = {
  parameters: scene(),
  play: async () => {
    await type(await once('At least'), '3')
    await type(screen.getByRole('combobox', { name: 'The company’s time zone' }), 'Asia/Tokyo')
    await userEvent.click(save())
    await screen.findByText(/^Saved\. It counts/)
    await expect(theBff().world.settings).toEqual({
      ...defaultSettings,
      timeZone: 'Asia/Tokyo',
      fuse: { ...defaultSettings.fuse, atLeast: 3 },
    })
    await expect(save()).toHaveFocus()
  },
}

export const Invalid: Story = {
  parameters: scene(),
  play: async () => {
    const zone = await screen.findByRole('combobox', { name: 'The company’s time zone' })
    await type(zone, 'Lisbon')
    await type(await once('At most'), '0')
    await expect(zone).toHaveAccessibleDescription(/We know no such time zone/)
    screen.getByText('Enter a whole number from 1 to 10,000.')
    await userEvent.click(save())
    await expect(theBff().calls).not.toContain('putSettings')
    await userEvent.click(screen.getByRole('button', { name: 'Undo changes' }))
    await expect(zone).toHaveValue('Europe/London')
  },
}

export const Saving: Story = {
  parameters: scene({ world: { silent: ['putSettings'] } }),
  play: async () => {
    await userEvent.click(await screen.findByRole('radio', { name: /Put it back/ }))
    await userEvent.click(save())
    await screen.findByRole('button', { name: 'Saving …' })
  },
}

export const NotSaved: Story = {
  parameters: scene({ world: { refusals: { putSettings: 'internal' } } }),
  play: async () => {
    await userEvent.click(await screen.findByRole('radio', { name: /Employee number/ }))
    await userEvent.click(save())
    await expect(await screen.findByRole('alert')).toHaveTextContent('Reference for support: req-7f3a91')
    // What was chosen is still there, and can be tried again.
    await expect(screen.getByRole('radio', { name: /Employee number/ })).toBeChecked()
    await expect(save()).not.toHaveAttribute('aria-disabled')
  },
}

export const ChangedBySomebodyElse: Story = {
  parameters: scene(),
  play: async () => {
    await userEvent.click(await screen.findByRole('radio', { name: /Put it back/ }))
    theBff().world.settings = { ...defaultSettings, joiners: 'first-day' }
    await userEvent.click(save())
    await expect(await screen.findByRole('alert')).toHaveTextContent('Somebody else changed this meanwhile')
    await expect(theBff().calls).not.toContain('putSettings')
  },
}

export const LookingAtTheirs: Story = {
  parameters: scene(),
  play: async (context) => {
    await ChangedBySomebodyElse.play?.(context)
    await userEvent.click(screen.getByRole('button', { name: 'Look at theirs' }))
    await waitFor(() => expect(screen.getByRole('radio', { name: /Make it on the first day/ })).toBeChecked())
    await expect(screen.getByRole('radio', { name: /Ask me each time/ })).toBeChecked()
  },
}

export const LeavingWithChanges: Story = {
  parameters: scene(),
  play: async ({ args }) => {
    await type(await once('At least'), '8')
    await userEvent.keyboard('{Escape}')
    const question = await screen.findByRole('alertdialog', { name: 'Leave without saving?' })
    await userEvent.click(within(question).getByRole('button', { name: 'Keep editing' }))
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'At least' })).toHaveValue('8'))
    await expect(args.onOpenChange).not.toHaveBeenCalled()
    await userEvent.click(screen.getByRole('button', { name: 'Close' }))
    await screen.findByRole('alertdialog', { name: 'Leave without saving?' })
  },
}

export const LeavingWithoutChanges: Story = {
  parameters: scene(),
  play: async ({ args }) => {
    await once('At least')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(args.onOpenChange).toHaveBeenCalledWith(false))
  },
}

export const ByKeyboardAlone: Story = {
  parameters: scene(),
  play: async () => {
    await once('At least')
    screen.getByRole('tab', { name: 'How it works' }).focus()
    await userEvent.keyboard('{ArrowRight}')
    await expect(screen.getByRole('tab', { name: 'Who is looked after' })).toHaveFocus()
    await userEvent.tab()
    await expect(await screen.findByRole('radio', { name: /Everyone in Plumm/ })).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}')
    await userEvent.tab()
    await expect(screen.getByRole('combobox', { name: 'Departments' })).toHaveFocus()
    await userEvent.keyboard('Sales{Enter}')
    await screen.findByText('Looked after: whoever is in Sales.')
  },
}

export const Everyone: Story = {
  args: { first: 'reach' },
  parameters: scene(),
  play: async () => {
    await expect(await screen.findByRole('radio', { name: /Everyone in Plumm/ })).toBeChecked()
  },
}

const pilot = {
  ...defaultFieldMapping,
  revision: 7,
  scope: { departments: ['Sales', 'Support'], countries: ['PT'], offices: [], people: ['p-1'] },
  exclusions: { people: ['p-4'], accounts: ['breakglass@contoso.com'] },
}

export const APilot: Story = {
  args: { first: 'reach' },
  parameters: scene({ world: { fieldMapping: pilot, statuses: [report('synced')] } }),
  play: async () => {
    await screen.findByText('Looked after: whoever is in Sales or Support and in Portugal; besides, 1 person by name.')
    await screen.findByText('ana.ruiz@contoso.com')
  },
}

export const APilotViewingOnly: Story = {
  args: { first: 'reach' },
  parameters: scene({ world: { fieldMapping: pilot }, permissions: readOnly }),
  play: async () => {
    await screen.findByText('breakglass@contoso.com')
    await expect(screen.queryByRole('button', { name: /Remove/ })).toBeNull()
  },
}

export const NamingSomebody: Story = {
  args: { first: 'reach' },
  parameters: scene(),
  play: async () => {
    await userEvent.click(await screen.findByRole('radio', { name: /Only some of them/ }))
    screen.getByText(/With nothing named it would be everyone/)
    await expect(save()).toHaveAttribute('aria-disabled', 'true')

    const countries = screen.getByRole('combobox', { name: 'Countries' })
    await userEvent.type(countries, 'Atlantis{Enter}')
    await expect(countries).toHaveAccessibleDescription(/We know no such country/)
    await type(countries, 'portugal{Enter}')
    await screen.findByRole('button', { name: 'Remove Portugal' })

    await userEvent.type(screen.getByRole('searchbox', { name: /by name/ }), 'Ana')
    await userEvent.click(await screen.findByRole('button', { name: /^Ana Ruiz Account/ }))
    screen.getByText('Looked after: whoever is in Portugal; besides, 1 person by name.')

    await userEvent.type(screen.getByRole('textbox', { name: 'Accounts in Entra' }), 'breakglass@contoso.com{Enter}')
    await userEvent.click(save())
    await screen.findByText(/^Saved\. Everyone is looked at again/)
    await expect(theBff().world.fieldMapping).toEqual({
      ...defaultFieldMapping,
      revision: 2,
      scope: { ...everyone, countries: ['PT'], people: ['p-1'] },
      exclusions: { people: [], accounts: ['breakglass@contoso.com'] },
    })
  },
}

export const TakingSomebodyOff: Story = {
  args: { first: 'reach' },
  parameters: scene({ world: { fieldMapping: pilot } }),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Remove Sales' }))
    await expect(screen.getByRole('combobox', { name: 'Departments' })).toHaveFocus()
    await userEvent.click(screen.getByRole('radio', { name: /Everyone in Plumm/ }))
    await userEvent.click(save())
    await screen.findByText(/^Saved\. Everyone is looked at again/)
    await expect(theBff().world.fieldMapping.scope).toEqual(everyone)
  },
}

export const NoNamesToSearch: Story = {
  args: { first: 'reach' },
  parameters: scene({ world: { fieldMapping: pilot, refusals: { getPreview: 'not-found' } } }),
  play: async () => {
    await userEvent.type(await screen.findByRole('searchbox', { name: /by name/ }), 'p-9')
    await userEvent.click(await screen.findByRole('button', { name: 'Add the id “p-9”' }))
    await screen.findByRole('button', { name: 'Remove p-9' })
  },
}

export const ScopeChangedBySomebodyElse: Story = {
  args: { first: 'reach' },
  parameters: scene({ world: { fieldMapping: pilot, refusals: { putFieldMapping: 'conflict' } } }),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Remove Sales' }))
    await userEvent.click(save())
    await expect(await screen.findByRole('alert')).toHaveTextContent('Somebody else changed this meanwhile')
    theBff().world.fieldMapping = { ...pilot, revision: 8, scope: { ...pilot.scope, departments: ['Legal'] } }
    await userEvent.click(screen.getByRole('button', { name: 'Look at theirs' }))
    await screen.findByRole('button', { name: 'Remove Legal' })
  },
}
