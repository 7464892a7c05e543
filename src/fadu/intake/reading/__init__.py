# SPDX-License-Identifier: MulanPSL-2.0
"""Files as a person sees them: sheets, texts and logs, whatever program wrote them, each row with the place where it stands."""
