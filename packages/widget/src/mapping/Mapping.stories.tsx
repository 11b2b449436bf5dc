import { type FieldMapping, defaultFieldMapping } from '@plumm/entra-shared'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import { connected, disconnected } from '../../../../.storybook/fake-bff.ts'
import { watchedScene } from '../../../../.storybook/scene.tsx'
import { SettingsDrawer } from '../settings/SettingsDrawer.tsx'

const meta: Meta<typeof SettingsDrawer> = {
  title: 'Field mapping',
  component: SettingsDrawer,
  args: { isOpen: true, onOpenChange: fn(), first: 'mapping', counts: connected().counts },
}
export default meta
type Story = StoryObj<typeof SettingsDrawer>

const { scene, theBff } = watchedScene()
const saved = (): FieldMapping => theBff().world.fieldMapping
const ruleOf = (target: string) => saved().rules.find((rule) => rule.target === target)
/** Opens the line of a field, by its name in Entra. */
const open = async (name: string) => {
  const all = await screen.findAllByText(name)
  const summary = all.map((found) => found.closest('summary')).find((found) => found !== null)
  if (!summary) throw new Error(`There is no line for ${name}.`)
  await userEvent.click(summary)
  return within(summary.parentElement ?? summary)
}
const save = () => screen.getByRole('button', { name: 'Save' })

export const Standard: Story = {
  parameters: scene(),
  play: async () => {
    await screen.findByText('Shown with Ana Ruiz')
    screen.getByText('Display name, or else First name Last name')
    await waitFor(() => expect(screen.getAllByText('Lisbon HQ')[0]).toBeVisible())
    screen.getByText('This is the standard mapping.')
    await expect(save()).toHaveAttribute('aria-disabled', 'true')
  },
}

export const AnotherProperty: Story = {
  parameters: scene(),
  play: async () => {
    await screen.findByText('Shown with Ana Ruiz')
    const line = await open('Department')
    await userEvent.selectOptions(line.getByRole('combobox', { name: 'Property' }), 'Entity')
    await waitFor(() => expect(line.getByText('Contoso Ltd')).toBeVisible())
    await waitFor(() => expect(line.getByText('Changed, not saved yet')).toBeVisible())
    await userEvent.click(save())
    await screen.findByText(/^Saved\. Everyone is looked at again now/)
    await expect(ruleOf('department')?.source).toEqual({ copy: 'entity' })
  },
}

export const ATemplateAsYouType: Story = {
  parameters: scene(),
  play: async () => {
    await screen.findByText('Shown with Ana Ruiz')
    const line = await open('Job title')
    await userEvent.selectOptions(
      line.getByRole('combobox', { name: 'Where it comes from' }),
      'A text with properties in it',
    )
    const text = line.getByRole('textbox', { name: 'Text' })
    await expect(text).toHaveValue('{role}')
    await userEvent.selectOptions(line.getByRole('combobox', { name: 'Add a property' }), 'Entity')
    await expect(text).toHaveValue('{role} {entity}')
    await waitFor(() => expect(line.getByText('Account Executive Contoso Ltd')).toBeVisible())
    await userEvent.type(text, '}')
    await line.findByText(/A brace is left over/)
    await expect(save()).toHaveAttribute('aria-disabled', 'true')
    screen.getByText('Something needs another look before it can be saved.')
    await userEvent.click(line.getByRole('button', { name: 'As in the standard mapping' }))
    await waitFor(() => expect(line.queryByText(/A brace/)).toBeNull())
    screen.getByText('This is the standard mapping.')
  },
}

export const ATable: Story = {
  parameters: scene(),
  play: async () => {
    await screen.findByText('Shown with Ana Ruiz')
    const line = await open('Company')
    await userEvent.selectOptions(
      line.getByRole('combobox', { name: 'Where it comes from' }),
      'A table: one word for another',
    )
    await line.findByText('The table is empty. Add a line.')
    await userEvent.click(await line.findByRole('button', { name: 'List every entity in Plumm' }))
    const [first] = line.getAllByRole('textbox', { name: 'In Entra' })
    if (!first) throw new Error('There are no lines.')
    await userEvent.clear(first)
    await line.findByText(/Enter a text/)
    await userEvent.type(first, 'Contoso UK')
    await waitFor(() => expect(line.getByText('Contoso UK')).toBeVisible())
    await userEvent.click(line.getByRole('button', { name: 'Add a line' }))
    await userEvent.click(line.getByRole('button', { name: 'Remove this line' }))
    await userEvent.click(save())
    await screen.findByText(/^Saved\./)
    await expect(ruleOf('companyName')?.source).toEqual({
      lookup: 'entity',
      table: { 'Contoso Ltd': 'Contoso UK', 'Contoso Iberia SL': 'Contoso Iberia SL' },
    })
  },
}

export const TheFirstOfSeveral: Story = {
  parameters: scene(),
  play: async () => {
    await screen.findByText('Shown with Ana Ruiz')
    const line = await open('Name')
    await userEvent.click(line.getByRole('button', { name: 'Move choice 2 up' }))
    await line.findByText('First name Last name, or else Display name')
    await userEvent.click(line.getByRole('button', { name: 'Add another' }))
    await userEvent.selectOptions(line.getByRole('combobox', { name: 'Choice 3' }), 'The same text for everyone')
    await line.findByText(/Enter a text, or choose/)
    await userEvent.click(line.getByRole('button', { name: 'Remove choice 3' }))
    await waitFor(() => expect(save()).not.toHaveAttribute('aria-disabled'))
  },
}

export const NotCarriedOver: Story = {
  parameters: scene(),
  play: async () => {
    await screen.findByText('Shown with Ana Ruiz')
    const line = await open('City')
    await userEvent.selectOptions(
      line.getByRole('combobox', { name: 'Where it comes from' }),
      'Nothing: leave this field to Entra',
    )
    await waitFor(() => expect(line.getByText('not carried over')).toBeVisible())
    const phone = await open('Business phone')
    await userEvent.selectOptions(
      phone.getByRole('combobox', { name: 'Where it comes from' }),
      'A property of the person',
    )
    await waitFor(() => expect(phone.getByText('+351 21 000 0000')).toBeVisible())
    await userEvent.click(save())
    await screen.findByText(/^Saved\./)
    await expect(ruleOf('city')).toBeUndefined()
    await expect(ruleOf('businessPhones')?.source).toEqual({ copy: 'phone' })
  },
}

export const AnotherPersonAsExample: Story = {
  parameters: scene(),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Show somebody else' }))
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search for a person' }), 'zoë')
    await userEvent.click(await screen.findByRole('button', { name: /^Zoë O’Connor/ }))
    await screen.findByText('Shown with Zoë O’Connor')
    await expect(screen.getByRole('button', { name: 'Show somebody else' })).toHaveFocus()
    await waitFor(() => expect(screen.getAllByText('Ana Ruiz')[0]).toBeVisible())
    await waitFor(() => expect(screen.getByText('The phone number in Plumm cannot be read.')).toBeVisible())
  },
}

export const TheEffectBeforeSaving: Story = {
  parameters: scene({ world: { preview: { state: 'ready', planned: 60, rows: [], failure: null } } }),
  play: async () => {
    await screen.findByText('Shown with Ana Ruiz')
    const line = await open('City')
    await userEvent.selectOptions(line.getByRole('combobox', { name: 'Property' }), 'Office')
    await userEvent.click(screen.getByRole('button', { name: 'See what it would change' }))
    await screen.findByText('Nothing would change for anybody.')
    await userEvent.click(screen.getByRole('button', { name: 'Back to the mapping' }))
    await screen.findByText('Changed, not saved yet')
  },
}

export const TheEffectOnMany: Story = {
  parameters: scene(),
  play: async () => {
    await screen.findByText('Shown with Ana Ruiz')
    const line = await open('City')
    await userEvent.selectOptions(line.getByRole('combobox', { name: 'Property' }), 'Office')
    await userEvent.click(screen.getByRole('button', { name: 'See what it would change' }))
    await screen.findByText(/^\d+ accounts would change\.$/)
    await expect(saved().revision).toBe(1)
  },
}

export const SavedFromItsEffect: Story = {
  parameters: scene(),
  play: async (context) => {
    await TheEffectOnMany.play?.(context)
    await userEvent.click(save())
    await screen.findByText(/^Saved\./)
    await expect(ruleOf('city')?.source).toEqual({ copy: 'location.office' })
  },
}

export const ResetToTheStandard: Story = {
  parameters: scene({
    world: { fieldMapping: { ...defaultFieldMapping, rules: defaultFieldMapping.rules.slice(0, 8), revision: 5 } },
  }),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Back to the standard mapping' }))
    await userEvent.click(save())
    await screen.findByText(/^Saved\./)
    await expect(saved().rules).toHaveLength(defaultFieldMapping.rules.length)
  },
}

export const NotConnectedYet: Story = {
  parameters: scene({ world: { connection: disconnected(), people: [] } }),
  play: async () => {
    await screen.findByText(/The examples appear once/)
    await screen.findByText(/Once you are connected you can see here/)
  },
}

export const ViewingOnly: Story = {
  parameters: scene({ permissions: ['status:read', 'integrations:read'] }),
  play: async () => {
    await screen.findByText('Shown with Ana Ruiz')
    const line = await open('Department')
    await expect(line.getByRole('combobox', { name: 'Property' })).toHaveAttribute('aria-disabled', 'true')
    await expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
  },
}

export const OnAPhone: Story = { ...ATable, globals: { viewport: { value: 'mobile1' } } }
