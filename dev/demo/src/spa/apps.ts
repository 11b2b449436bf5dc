export interface StoreApp {
  id: 'ad-manager-plus' | 'active-directory' | 'google-workspace' | 'productive' | 'custom' | 'entra'
  name: string
  does: string
}

/** The Store's shelves. Only Microsoft Entra ID does anything in the stand-in. */
export const categories: readonly { name: string; apps: readonly StoreApp[] }[] = [
  {
    name: 'Productivity',
    apps: [
      { id: 'entra', name: 'Microsoft Entra ID', does: 'Hires, changes and leavers appear in Entra within seconds.' },
      { id: 'active-directory', name: 'Microsoft Active Directory', does: 'Accounts in a Windows domain of your own.' },
      {
        id: 'ad-manager-plus',
        name: 'Microsoft AD Manager Plus',
        does: 'Accounts through your ADManager Plus server.',
      },
      { id: 'google-workspace', name: 'Google Workspace', does: 'Accounts and groups in Google Workspace.' },
      { id: 'productive', name: 'Productive', does: 'People, absences and budgets in Productive.' },
    ],
  },
  { name: 'Custom apps', apps: [{ id: 'custom', name: 'Your own app', does: 'Anything that speaks our API.' }] },
]
