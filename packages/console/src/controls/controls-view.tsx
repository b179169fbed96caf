import type { JSX } from 'preact';
import { useSession } from '../session/index.ts';
import { Loading } from '../ui/index.ts';
import { ClockCard } from './clock.tsx';
import { Faults } from './faults.tsx';
import { LimitsCard } from './limits.tsx';

export function ControlsView(): JSX.Element {
  const isLoaded = useSession().state.clock.value.size > 0;
  return (
    <main class="page scrolls" id="content">
      <div class="page-head">
        <h1>Faults and clock</h1>
      </div>
      {isLoaded ? (
        <div class="cards">
          <Faults />
          <div class="card-column">
            <LimitsCard />
            <ClockCard />
          </div>
        </div>
      ) : (
        <Loading what="the controls" />
      )}
    </main>
  );
}
