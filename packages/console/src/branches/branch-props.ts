import type { Branch } from '@neon-api/types';

export interface BranchProps {
  readonly projectId: string;
  readonly branch: Branch;
}

export interface BranchDialogProps extends BranchProps {
  readonly onClose: () => void;
}
