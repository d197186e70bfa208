"""Everything that writes: plan packs, uploads, accounts, audit, backup, trial data, command line. Never imports streamlit."""
