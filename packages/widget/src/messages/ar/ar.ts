import { type Catalogue, enGb } from '../en-gb/en-gb.ts'
export const ar: Catalogue = (f) => enGb(f)
