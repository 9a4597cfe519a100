/** Classes of offence as police services name them to us, in feedback and in information records. */
export const offenceClasses = [
  'trafficking-in-persons',
  'child-sexual-exploitation',
  'procuring-or-material-benefit',
  'labour-exploitation',
  'migrant-smuggling',
  'money-laundering',
  'fraud',
  'drugs',
  'other',
] as const;
