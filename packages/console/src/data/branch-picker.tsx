import type { JSX } from 'preact';
import { useSession } from '../session/index.ts';
import { SelectField } from '../ui/index.ts';

export interface BranchPickerProps {
  readonly label: string;
  readonly branchId: string;
  /** The text of the choice of no branch; default: there is no such choice. */
  readonly none?: string;
  readonly onChoose: (branchId: string) => void;
}

export function BranchPicker({ label, branchId, none, onChoose }: BranchPickerProps): JSX.Element {
  const { state } = useSession();
  const branches = [...state.branch.value.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const choices = branches.map(({ id, name }) => [id, name] as const);
  return (
    <SelectField
      label={label}
      value={branchId}
      choices={none === undefined ? choices : [['', none], ...choices]}
      onChoose={onChoose}
    />
  );
}

/** The branch to show: the one in the address, else the default branch; undefined until the branches are known. */
export function useShownBranch(branchId: string | undefined): string | undefined {
  const branches = useSession().state.branch.value;
  if (branchId !== undefined && branches.has(branchId)) return branchId;
  return [...branches.values()].find((branch) => branch.default)?.id;
}
