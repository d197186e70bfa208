"""The domain: vocabulary, status, queries, figures, exports. Reads only; imports neither streamlit nor etl."""
