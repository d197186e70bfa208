"""The monthly bulletin (通报): its content as plain data from the questions, and that content as DOCX and XLSX."""
